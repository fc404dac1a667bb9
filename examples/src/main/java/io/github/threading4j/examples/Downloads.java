package io.github.threading4j.examples;

import com.sun.net.httpserver.HttpServer;
import io.github.threading4j.futures.Future;
import io.github.threading4j.futures.Futures;
import io.github.threading4j.futures.ThreadPoolExecutor;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarBuilder;

/** A pool downloads files from a server that runs in this program; an optional bar shows the progress. */
public final class Downloads {
    private Downloads() {}

    static HttpServer startServer() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/file/", exchange -> {
            var size = Integer.parseInt(exchange.getRequestURI().getPath().substring("/file/".length()));
            exchange.sendResponseHeaders(200, size);
            try (var body = exchange.getResponseBody()) {
                body.write(new byte[size]);
            }
        });
        server.start();
        return server;
    }

    static int download(String url) throws IOException {
        try (var response = URI.create(url).toURL().openStream()) {
            return response.readAllBytes().length;
        }
    }

    private static ProgressBarBuilder bar() {
        var builder = new ProgressBarBuilder().setTaskName("downloads");
        return System.getenv("EXAMPLES_BAR") == null
                ? builder.setConsumer(new DelegatingProgressBarConsumer(line -> {}))
                : builder.setConsumer(new ConsoleProgressBarConsumer(System.err));
    }

    private static int size(Future<Integer> file) throws InterruptedException {
        if (file.exception() instanceof FileNotFoundException) {
            System.out.println("a file is missing");
            return 0;
        }
        return file.result();
    }

    private static void downloadAll(List<String> urls) throws InterruptedException {
        var bytes = 0;
        try (var executor = new ThreadPoolExecutor(4);
                var bar = bar().setInitialMax(urls.size()).build()) {
            var files = urls.stream()
                    .map(url -> executor.submit(() -> download(url)))
                    .toList();
            for (var file : Futures.asCompleted(files)) {
                bar.step();
                bytes += size(file);
            }
        }
        System.out.println("downloaded " + bytes + " bytes");
    }

    private static List<String> urls(String base) {
        return Stream.concat(IntStream.range(1, 21).mapToObj(n -> "/file/" + n * 1000), Stream.of("/missing"))
                .map(path -> base + path)
                .toList();
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        var server = startServer();
        try {
            downloadAll(urls("http://127.0.0.1:" + server.getAddress().getPort()));
        } finally {
            server.stop(0);
        }
    }
}
