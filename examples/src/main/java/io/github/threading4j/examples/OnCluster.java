package io.github.threading4j.examples;

import com.hazelcast.config.Config;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.github.threading4j.function.SerializableCallable;
import io.github.threading4j.function.SerializableFunction;
import io.github.threading4j.futures.Executor;
import io.github.threading4j.futures.ThreadPoolExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.IntStream;

/** The same code runs on the threads of a pool and on a cluster of two members, both of which run in this program. */
public final class OnCluster {
    private static final String LOOPBACK = "127.0.0.1";

    private OnCluster() {}

    static int countPrimes(int limit) {
        return (int) IntStream.range(2, limit)
                .filter(n -> IntStream.rangeClosed(2, (int) Math.sqrt(n)).allMatch(d -> n % d != 0))
                .count();
    }

    private static void report(String where, Executor executor) throws InterruptedException {
        SerializableFunction<Integer, Integer> count = OnCluster::countPrimes;
        System.out.println(
                where + ": " + executor.map(count, List.of(10, 100, 1000)).toList());
        SerializableCallable<Integer> task = () -> countPrimes(10_000);
        System.out.println(where + ": " + executor.submit(task).result());
    }

    private static Config config(int port, List<Integer> ports) {
        var config = new Config()
                .setClusterName("threading4j-example-" + ports)
                .setProperty("hazelcast.phone.home.enabled", "false")
                .setProperty("hazelcast.shutdownhook.enabled", "false")
                .setProperty("hazelcast.socket.bind.any", "false");
        config.getJetConfig().setEnabled(false);
        config.getMetricsConfig().setEnabled(false);
        stayOnLoopback(config.getNetworkConfig().setPort(port).setPortAutoIncrement(false), ports);
        return config;
    }

    private static void stayOnLoopback(NetworkConfig network, List<Integer> ports) {
        network.getInterfaces().setEnabled(true).addInterface(LOOPBACK);
        var join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true);
        ports.forEach(port -> join.getTcpIpConfig().addMember(LOOPBACK + ":" + port));
    }

    private static List<Integer> freePorts() throws IOException {
        var loopback = InetAddress.getLoopbackAddress();
        try (var first = new ServerSocket(0, 1, loopback);
                var second = new ServerSocket(0, 1, loopback)) {
            return List.of(first.getLocalPort(), second.getLocalPort());
        }
    }

    private static void onCluster(HazelcastInstance member) throws InterruptedException {
        try (var executor = Executor.over(member.getExecutorService("primes"))) {
            report("processes", executor);
            try {
                System.out.println(executor.submit(() -> 1).result());
            } catch (IllegalArgumentException e) {
                System.out.println(String.valueOf(e.getMessage()).split(":", 2)[0]); // the rest is advice
            }
            System.out.println("members: " + member.getCluster().getMembers().size());
        }
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        try (var executor = new ThreadPoolExecutor(2)) {
            report("threads", executor);
        }
        System.setProperty("hazelcast.logging.type", "none"); // Hazelcast logs before it has read its configuration
        var ports = freePorts();
        var members = ports.stream()
                .map(port -> Hazelcast.newHazelcastInstance(config(port, ports)))
                .toList();
        try {
            onCluster(members.get(0));
        } finally {
            members.forEach(HazelcastInstance::shutdown);
        }
    }
}
