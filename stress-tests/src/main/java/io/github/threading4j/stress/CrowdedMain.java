package io.github.threading4j.stress;

/**
 * Runs jcstress for tests with more actors than the machine has processors.
 *
 * <p>jcstress requires a processor for each actor, and silently omits tests that need more. If jcstress cannot
 * determine the machine's topology, it assumes one and does not pin threads, so that actors share processors. jcstress
 * determines the topology only on operating systems that it knows by name; therefore this class changes {@code
 * os.name}.
 */
final class CrowdedMain {
    private CrowdedMain() {}

    public static void main(String[] args) throws Exception {
        // Start a process first: the JDK also reads os.name, once, to select how to start processes.
        new ProcessBuilder("true").start().waitFor();
        System.setProperty("os.name", "generic");
        JcstressMain.main(args);
    }
}
