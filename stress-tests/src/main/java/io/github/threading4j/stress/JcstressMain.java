package io.github.threading4j.stress;

import java.util.SortedSet;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.vm.VMSupport;

/**
 * Runs jcstress without a second run of each test for biased locking.
 *
 * <p>On a JVM that supports biased locking, jcstress runs each test with and without it. Biased locking is off by
 * default since Java 15, and no lock of this library is a monitor.
 */
final class JcstressMain {
    private JcstressMain() {}

    public static void main(String[] args) throws Exception {
        Options options = new Options(args);
        if (!options.parse()) {
            System.exit(1);
        }
        new JCStress(options) {
            /**
             * Removes the additional kinds of JVM. jcstress calls this method after it has determined the kinds and
             * before it uses them.
             */
            @Override
            public SortedSet<String> getTests() {
                VMSupport.getAvailableVMConfigs()
                        .removeIf(config -> config.origArgs().contains("-XX:+UseBiasedLocking"));
                return super.getTests();
            }
        }.run();
    }
}
