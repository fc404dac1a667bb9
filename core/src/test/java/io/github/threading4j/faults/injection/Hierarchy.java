package io.github.threading4j.faults.injection;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The methods and superclasses of the library's classes. A call instruction can name a subclass of the declaring class.
 */
final class Hierarchy {
    private record Declared(String parent, boolean isInterface, Set<String> methods) {}

    private final Map<String, Declared> classes = new HashMap<>();

    void add(byte[] code) {
        var reader = new ClassReader(code);
        var methods = new HashSet<String>();
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String desc, String sig, String[] thrown) {
                        methods.add(name + desc);
                        return null;
                    }
                },
                ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        var isInterface = (reader.getAccess() & Opcodes.ACC_INTERFACE) != 0;
        classes.put(reader.getClassName(), new Declared(reader.getSuperName(), isInterface, methods));
    }

    /**
     * Returns the first class in the target's superclass chain that declares the method or is not part of the library.
     */
    String declaring(String target, String name, String desc) {
        var declared = classes.get(target);
        if (declared == null || declared.isInterface() || declared.methods().contains(name + desc)) {
            return target;
        }
        return declaring(declared.parent(), name, desc);
    }
}
