package io.github.threading4j.architecture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
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

/** Compiles a source and loads it, without a file. */
final class MemoryCompiler extends ClassLoader {
    private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();

    private MemoryCompiler() {
        super(MemoryCompiler.class.getClassLoader());
    }

    /** Compiles this source against the test's class path, and loads the type of that name. */
    static Class<?> load(String typeName, String source) throws ClassNotFoundException, IOException {
        MemoryCompiler loader = new MemoryCompiler();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (JavaFileManager files = loader.files(compiler)) {
            List<String> options =
                    List.of("-proc:none", "--release", "17", "-cp", System.getProperty("java.class.path"));
            if (!compiler.getTask(messages, files, null, options, null, List.of(new Source(typeName, source)))
                    .call()) {
                throw new AssertionError("does not compile: " + messages + "\n" + source);
            }
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

    private JavaFileManager files(JavaCompiler compiler) {
        return new ForwardingJavaFileManager<>(compiler.getStandardFileManager(null, null, null)) {
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
