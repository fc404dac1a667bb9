package io.github.threading4j.stress;

/**
 * jcstress for tests with more actors than the machine has processors.
 *
 * <p>jcstress wants a processor for each actor, and silently leaves out a test that it can't place. Where it can't read
 * the machine's topology it assumes one, and pins nothing; then the actors share the processors. So the topology is
 * hidden from it: it looks for one only on systems whose name it knows.
 */
final class CrowdedMain {
    private CrowdedMain() {}

    public static void main(String[] args) throws Exception {
        // The JDK chooses its way to start processes by the same name, once: let it see the real one first.
        new ProcessBuilder("true").start().waitFor();
        System.setProperty("os.name", "generic");
        JcstressMain.main(args);
    }
}
