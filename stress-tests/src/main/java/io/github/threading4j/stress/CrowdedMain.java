package io.github.threading4j.stress;

/**
 * Runs jcstress for tests with more actors than the machine has processors.
 *
 * <p>jcstress requires a processor for each actor, and silently omits tests that need more. If it cannot determine the
 * machine's topology, it assumes a topology and does not pin threads, so that actors share processors. It determines
 * the topology only on operating systems whose name it knows; therefore this class changes {@code os.name}.
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
