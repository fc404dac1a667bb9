package io.github.threading4j.architecture;

import static java.lang.reflect.Modifier.isProtected;
import static java.lang.reflect.Modifier.isPublic;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Executable;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The public API of the exported packages as text: one line per type, followed by the lines of its members.
 *
 * <p>Members declared by a class that is not visible are listed with the visible classes that inherit them.
 */
public final class PublicApi {
    private static final Path CLASSES = Repository.ROOT.resolve("core/target/classes");

    private PublicApi() {}

    /** Returns the members by type, both as text and in a stable order. */
    static Map<String, List<String>> read() throws IOException {
        SortedMap<String, Class<?>> types = new TreeMap<>();
        visibleTypes().forEach(type -> types.put(type.getName(), type));
        Map<String, List<String>> api = new LinkedHashMap<>();
        types.values().forEach(type -> api.put(TypeText.header(type), members(type)));
        return api;
    }

    /** Returns the public and protected types of the exported packages, including nested types. */
    public static List<Class<?>> visibleTypes() throws IOException {
        List<Class<?>> found = new ArrayList<>();
        for (String exported : exportedPackages()) {
            try (Stream<Path> files = Files.list(CLASSES.resolve(exported.replace('.', '/')))) {
                files.map(file -> file.getFileName().toString())
                        .filter(file -> file.endsWith(".class") && !file.equals("package-info.class"))
                        .map(file -> load(exported + "." + file.substring(0, file.length() - ".class".length())))
                        .filter(PublicApi::isVisible)
                        .forEach(found::add);
            }
        }
        found.sort(Comparator.comparing(Class::getName));
        return found;
    }

    /**
     * Returns the constructors and methods of a type that users can call, including those inherited from a hidden
     * class.
     */
    public static List<Executable> executables(Class<?> type) {
        Comparator<Executable> byText = Comparator.comparing(Executable::toString);
        return Stream.concat(visible(type.getDeclaredConstructors()), methods(type))
                .sorted(byText)
                .toList();
    }

    static boolean isVisible(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return isVisible(type.getModifiers()) && !type.isAnonymousClass() && (outer == null || isVisible(outer));
    }

    private static boolean isVisible(int modifiers) {
        return isPublic(modifiers) || isProtected(modifiers);
    }

    private static List<String> exportedPackages() throws IOException {
        try (InputStream moduleInfo = Files.newInputStream(CLASSES.resolve("module-info.class"))) {
            return ModuleDescriptor.read(moduleInfo).exports().stream()
                    .filter(exports -> !exports.isQualified())
                    .map(ModuleDescriptor.Exports::source)
                    .sorted()
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, PublicApi.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("a class file without its class: " + name, e);
        }
    }

    /** Returns fields, constructors and methods, in this order, with overloads next to each other. */
    private static List<String> members(Class<?> type) {
        Stream<String> fields = visible(type.getDeclaredFields()).map(TypeText::field);
        Stream<String> constructors = visible(type.getDeclaredConstructors()).map(TypeText::executable);
        Comparator<Method> byName = Comparator.comparing(Method::getName);
        Stream<String> methods =
                methods(type).sorted(byName.thenComparing(TypeText::executable)).map(TypeText::executable);
        return Stream.of(fields.sorted(), constructors.sorted(), methods)
                .flatMap(lines -> lines)
                .toList();
    }

    private static Stream<Method> methods(Class<?> type) {
        Map<String, Method> bySignature = new TreeMap<>();
        for (Class<?> declaring : withHiddenSupertypes(type)) {
            visible(declaring.getDeclaredMethods())
                    .forEach(method -> bySignature.putIfAbsent(signature(method), method));
        }
        return bySignature.values().stream();
    }

    /** Returns the type and those of its supertypes that are not visible, since the type exposes their members. */
    private static List<Class<?>> withHiddenSupertypes(Class<?> type) {
        List<Class<?>> found = new ArrayList<>(List.of(type));
        for (Class<?> above : TypeText.directSupertypes(type)) {
            if (!isVisible(above)) {
                found.addAll(withHiddenSupertypes(above));
            }
        }
        return found;
    }

    private static <M extends Member> Stream<M> visible(M[] members) {
        return Arrays.stream(members).filter(member -> isVisible(member.getModifiers()) && !member.isSynthetic());
    }

    private static String signature(Executable method) {
        String parameters =
                Stream.of(method.getParameterTypes()).map(Class::getName).collect(Collectors.joining(","));
        return (Modifier.isStatic(method.getModifiers()) ? "static " : "") + method.getName() + "(" + parameters + ")";
    }
}
