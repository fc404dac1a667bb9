package io.github.threading4j.architecture;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A compiler and class loader that takes source code from a string and uses no files. */
final class MemoryCompiler extends ClassLoader {
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    private static final List<String> OPTIONS = List.of("-proc:none", "-cp", System.getProperty("java.class.path"));

    /** Shared, because opening the jars takes longer than compiling. */
    private static final JavaFileManager JARS = COMPILER.getStandardFileManager(null, null, null);

    private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();

    private MemoryCompiler() {
        super(MemoryCompiler.class.getClassLoader());
    }

    /** Compiles a source against the test's class path, and loads the type with the given name. */
    static Class<?> load(String typeName, String source) throws ClassNotFoundException {
        MemoryCompiler loader = new MemoryCompiler();
        StringWriter messages = new StringWriter();
        boolean compiled = COMPILER.getTask(
                        messages, loader.files(), null, OPTIONS, null, List.of(new Source(typeName, source)))
                .call();
        if (!compiled) {
            throw new AssertionError("does not compile: " + messages + "\n" + source);
        }
        return loader.loadClass(typeName);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        ByteArrayOutputStream bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes.toByteArray(), 0, bytes.size());
    }

    private JavaFileManager files() {
        return new ForwardingJavaFileManager<>(JARS) {
            @Override
            public JavaFileObject getJavaFileForOutput(
                    Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
                return new SimpleJavaFileObject(
                        URI.create("memory:///" + name.replace('.', '/') + kind.extension), kind) {
                    @Override
                    public OutputStream openOutputStream() {
                        return classes.computeIfAbsent(name, unused -> new ByteArrayOutputStream());
                    }
                };
            }
        };
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String typeName, String text) {
            super(URI.create("memory:///" + typeName + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
