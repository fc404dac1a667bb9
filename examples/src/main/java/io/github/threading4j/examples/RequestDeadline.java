package io.github.threading4j.examples;

import static io.github.threading4j.Threading.timeout;

import io.github.threading4j.CancelScope;
import io.github.threading4j.NamedThread;
import io.github.threading4j.Semaphore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeoutException;

/** A request has a deadline: the wait for a connection and the wait for the answer end in time. */
public final class RequestDeadline {
    static void serve(ServerSocket server) throws IOException {
        try {
            while (true) {
                try (var client = server.accept()) {
                    answer(client);
                }
            }
        } catch (SocketException e) {
            // the server was closed
        }
    }

    static void answer(Socket client) throws IOException {
        var lines = reader(client);
        if ("ada".equals(lines.readLine())) {
            client.getOutputStream().write("profile of ada\n".getBytes(StandardCharsets.UTF_8));
        } else {
            lines.readLine(); // no answer: waits until the client leaves
        }
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    static String fetch(int port, String name) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(millisLeft()); // a socket does not know the deadline
            socket.getOutputStream().write((name + "\n").getBytes(StandardCharsets.UTF_8));
            return reader(socket).readLine();
        } catch (SocketTimeoutException e) {
            CancelScope.check(); // the deadline has passed, so timeout() throws TimeoutException
            throw e;
        }
    }

    private static int millisLeft() {
        CancelScope.check(); // afterwards, there is some time left
        return CancelScope.remaining().map(left -> (int) left.toMillis() + 1).orElse(0);
    }

    static String request(int port, Semaphore connections, String name, double seconds) throws Exception {
        try {
            return timeout(seconds, () -> connections.with(() -> fetch(port, name)));
        } catch (TimeoutException e) {
            return "not in time";
        }
    }

    public static void main(String[] args) throws Exception {
        try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            new NamedThread(() -> serve(server), "server").start();
            var port = server.getLocalPort();
            var connections = new Semaphore(1);

            System.out.println("ada: " + request(port, connections, "ada", 30));
            System.out.println("bob: " + request(port, connections, "bob", 0.2));
            connections.acquire();
            System.out.println("eve: " + request(port, connections, "eve", 0.2));
        }
    }
}
