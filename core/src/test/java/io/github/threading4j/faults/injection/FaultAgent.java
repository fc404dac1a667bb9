package io.github.threading4j.faults.injection;

import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * An agent that instruments the classes under test as they are loaded. {@link #sites()} returns the sites that it
 * found.
 */
public final class FaultAgent {
    private static Sites sites;

    private FaultAgent() {}

    /**
     * Called by the JVM.
     *
     * @param classes the classes to instrument, separated by commas; all classes of the library if empty
     */
    public static void premain(String classes, Instrumentation instrumentation) {
        var found = classes == null || classes.isEmpty() ? Sites.ofLibrary() : Sites.of(List.of(classes.split(",")));
        sites = found;
        var foreign = new boolean[found.all().size()];
        found.all().forEach(site -> foreign[site.id()] = site.foreign());
        Faults.sites(foreign);
        instrumentation.addTransformer(new ClassFileTransformer() {
            @Override
            public byte[] transform(
                    ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] code) {
                try {
                    return name == null ? null : found.instrument(name, code);
                } catch (Throwable e) {
                    e.printStackTrace();
                    throw e;
                }
            }
        });
    }

    static Sites sites() {
        return sites;
    }

    /**
     * Creates the jar that the JVM requires for an agent. A manifest suffices, since the class is on the class path.
     */
    static Path jar() throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", FaultAgent.class.getName());
        var file = Files.createTempFile("fault-agent", ".jar");
        new JarOutputStream(Files.newOutputStream(file), manifest).close();
        return file;
    }
}
