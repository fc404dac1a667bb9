package io.github.threading4j.stress;

import java.util.SortedSet;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.vm.VMSupport;

/**
 * jcstress without a second run of each test for biased locking.
 *
 * <p>Where the JVM still knows biased locking, jcstress runs everything with it and without it. It is off by default
 * since Java 15, and no lock of this library is a monitor.
 */
final class JcstressMain {
    private JcstressMain() {}

    public static void main(String[] args) throws Exception {
        Options options = new Options(args);
        if (!options.parse()) {
            System.exit(1);
        }
        new JCStress(options) {
            /** jcstress asks for its tests when it knows the kinds of JVM, and before it multiplies the two. */
            @Override
            public SortedSet<String> getTests() {
                VMSupport.getAvailableVMConfigs()
                        .removeIf(config -> config.origArgs().contains("-XX:+UseBiasedLocking"));
                return super.getTests();
            }
        }.run();
    }
}
