package io.github.threading4j.faults.injection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Finds the sites of a class, in the order of its code, and inserts a call of {@link Faults#at} at each. Sites that
 * construct an exception are marked: a fault there merely replaces the exception with the injected error.
 */
final class SiteVisitor extends ClassVisitor {
    private static final String FOR_AN_EXCEPTION = " for an exception";

    /**
     * Methods that are not instrumented. Class initializers, and {@code $values}, which an enum's initializer calls,
     * run only once, at a time that depends on the scheduling of threads. The deserialization of lambdas is generated
     * by the compiler.
     */
    private static final Set<String> LEFT_OUT = Set.of("<clinit>", "$values", "$deserializeLambda$");

    private final Hierarchy hierarchy;
    private final int firstId;
    private final List<Site> sites = new ArrayList<>();
    private String owner = "";

    SiteVisitor(ClassVisitor next, Hierarchy hierarchy, int firstId) {
        super(Opcodes.ASM9, next);
        this.hierarchy = hierarchy;
        this.firstId = firstId;
    }

    List<Site> sites() {
        return sites;
    }

    @Override
    public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
        owner = name;
        super.visit(version, access, name, signature, parent, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String desc, String signature, String[] exceptions) {
        var next = super.visitMethod(access, name, desc, signature, exceptions);
        return LEFT_OUT.contains(name) ? next : new Method(next, name);
    }

    private final class Method extends MethodVisitor {
        private final String name;
        private int line;

        /** The types of the objects under construction. */
        private final Deque<String> constructed = new ArrayDeque<>();

        Method(MethodVisitor next, String name) {
            super(Opcodes.ASM9, next);
            this.name = enclosing(name);
        }

        /** Returns the name of the enclosing method for the method of a lambda, and the given name otherwise. */
        private static String enclosing(String name) {
            return name.startsWith("lambda$") ? name.substring("lambda$".length(), name.lastIndexOf('$')) : name;
        }

        private void site(String what, boolean foreign) {
            var id = firstId + sites.size();
            sites.add(new Site(id, owner.replace('/', '.'), name, line, what, foreign));
            super.visitLdcInsn(id);
            super.visitMethodInsn(Opcodes.INVOKESTATIC, Type.getInternalName(Faults.class), "at", "(I)V", false);
        }

        private void allocates(String what) {
            site(constructed.stream().anyMatch(Method::isThrowable) ? what + FOR_AN_EXCEPTION : what, false);
        }

        private static boolean isThrowable(String type) {
            return type.endsWith("Exception") || type.endsWith("Error") || type.endsWith("ThreadExit");
        }

        private static String simple(String type) {
            return type.substring(type.lastIndexOf('/') + 1);
        }

        @Override
        public void visitLineNumber(int number, Label start) {
            line = number;
            super.visitLineNumber(number, start);
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            if (opcode == Opcodes.ANEWARRAY) {
                allocates("new " + simple(type) + "[]");
            }
            super.visitTypeInsn(opcode, type);
            if (opcode == Opcodes.NEW) { // inserts the call after NEW, since stack maps refer to the position of NEW
                constructed.push(type);
                allocates("new " + simple(type));
            }
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
            if (opcode == Opcodes.NEWARRAY) {
                allocates("new primitive[]");
            }
            super.visitIntInsn(opcode, operand);
        }

        @Override
        public void visitMultiANewArrayInsn(String type, int dimensions) {
            allocates("new " + type);
            super.visitMultiANewArrayInsn(type, dimensions);
        }

        @Override
        public void visitInvokeDynamicInsn(String called, String desc, Handle bootstrap, Object... arguments) {
            switch (simple(bootstrap.getOwner())) {
                case "StringConcatFactory" -> allocates("concatenation");
                case "LambdaMetafactory" -> {
                    if (Type.getArgumentTypes(desc).length > 0) {
                        allocates("capturing lambda");
                    }
                }
                default -> {
                    if (called.equals("toString")) {
                        allocates("toString of a record");
                    }
                }
            }
            super.visitInvokeDynamicInsn(called, desc, bootstrap, arguments);
        }

        @Override
        public void visitMethodInsn(int opcode, String target, String called, String desc, boolean isInterface) {
            if (called.equals("<init>")) {
                if (target.equals(constructed.peek())) {
                    constructed.pop();
                }
                super.visitMethodInsn(opcode, target, called, desc, isInterface);
                return;
            }
            var declaring = hierarchy.declaring(target, called, desc);
            var call = simple(declaring) + "." + called;
            if (Calls.isForeign(declaring, called)) {
                site("foreign " + call, true);
            } else if (Calls.isBoxing(declaring, called)) {
                allocates("boxing");
            } else if (called.equals("addSuppressed")) {
                site("before " + call + FOR_AN_EXCEPTION, false);
            } else if (Calls.allocates(declaring, called)) {
                allocates("before " + call);
            }
            super.visitMethodInsn(opcode, target, called, desc, isInterface);
            if (Calls.mayFailAfter(declaring, called)) {
                allocates("after " + call);
            }
        }
    }
}
