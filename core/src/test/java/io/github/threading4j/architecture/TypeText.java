package io.github.threading4j.architecture;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedTypeVariable;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Declarations as text, close to Java syntax, with nullness annotations.
 *
 * <p>The {@code toString} methods of the JDK are of no use here: they differ between releases and omit annotations.
 */
final class TypeText {
    private static final int SHOWN =
            Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC | Modifier.ABSTRACT | Modifier.FINAL;

    private TypeText() {}

    static String header(Class<?> type) {
        List<String> words = new ArrayList<>();
        int modifiers = type.getModifiers() & SHOWN;
        if (type.isInterface() || type.isEnum() || type.isRecord()) {
            modifiers &= ~(Modifier.ABSTRACT | Modifier.FINAL | Modifier.STATIC);
        }
        words.add(deprecation(type) + Modifier.toString(modifiers));
        if (type.isSealed()) {
            words.add("sealed");
        }
        words.add(kind(type));
        words.add(name(type) + typeParameters(type));
        words.addAll(supertypes(type));
        return String.join(" ", words);
    }

    static String field(Field field) {
        return deprecation(field) + modifiers(field.getModifiers()) + type(field.getAnnotatedType()) + " "
                + field.getName();
    }

    static String executable(Executable executable) {
        StringBuilder text = new StringBuilder(deprecation(executable)).append(modifiers(executable.getModifiers()));
        if (executable instanceof Method method && method.isDefault()) {
            text.append("default ");
        }
        String parameters = typeParameters(executable);
        text.append(parameters.isEmpty() ? "" : parameters + " ");
        if (executable instanceof Method method) {
            text.append(type(method.getAnnotatedReturnType())).append(' ').append(method.getName());
        } else {
            text.append(((Constructor<?>) executable).getDeclaringClass().getSimpleName());
        }
        return text.append(parameterList(executable))
                .append(throwsClause(executable))
                .toString();
    }

    /** Returns the superclass and the declared interfaces, omitting {@code Object}. */
    static List<Class<?>> directSupertypes(Class<?> type) {
        return annotatedSupertypes(type).map(above -> raw(above.getType())).collect(Collectors.toList());
    }

    private static Stream<AnnotatedType> annotatedSupertypes(Class<?> type) {
        AnnotatedType above = type.getAnnotatedSuperclass();
        Stream<AnnotatedType> superclass =
                above == null || raw(above.getType()) == Object.class ? Stream.of() : Stream.of(above);
        return Stream.concat(superclass, Stream.of(type.getAnnotatedInterfaces()));
    }

    private static List<String> supertypes(Class<?> type) {
        List<String> visible = visibleSupertypes(type).distinct().toList();
        return visible.isEmpty() ? List.of() : List.of(":", String.join(", ", visible));
    }

    private static Stream<String> visibleSupertypes(Class<?> type) {
        return annotatedSupertypes(type)
                .flatMap(above -> PublicApi.isVisible(raw(above.getType()))
                        ? Stream.of(type(above))
                        : visibleSupertypes(raw(above.getType())));
    }

    private static String kind(Class<?> type) {
        if (type.isAnnotation()) {
            return "@interface";
        }
        if (type.isInterface()) {
            return "interface";
        }
        return type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
    }

    private static String modifiers(int modifiers) {
        String text = Modifier.toString(modifiers & SHOWN);
        return text.isEmpty() ? "" : text + " ";
    }

    private static String deprecation(AnnotatedElement element) {
        return element.isAnnotationPresent(Deprecated.class) ? "@Deprecated " : "";
    }

    private static String typeParameters(GenericDeclaration declaration) {
        TypeVariable<?>[] variables = declaration.getTypeParameters();
        if (variables.length == 0) {
            return "";
        }
        return Stream.of(variables).map(TypeText::typeParameter).collect(Collectors.joining(", ", "<", ">"));
    }

    private static String typeParameter(TypeVariable<?> variable) {
        String bounds = bounds(variable.getAnnotatedBounds());
        return annotations(variable) + variable.getName() + (bounds.isEmpty() ? "" : " extends " + bounds);
    }

    private static String parameterList(Executable executable) {
        List<String> types = Stream.of(executable.getAnnotatedParameterTypes())
                .map(TypeText::type)
                .collect(Collectors.toList());
        if (executable.isVarArgs()) {
            types.set(types.size() - 1, types.get(types.size() - 1).replaceFirst("\\[]$", "..."));
        }
        return "(" + String.join(", ", types) + ")";
    }

    private static String throwsClause(Executable executable) {
        AnnotatedType[] thrown = executable.getAnnotatedExceptionTypes();
        return thrown.length == 0
                ? ""
                : " throws " + Stream.of(thrown).map(TypeText::type).collect(Collectors.joining(", "));
    }

    private static String type(AnnotatedType type) {
        if (type instanceof AnnotatedArrayType array) {
            String marks = annotations(array);
            return type(array.getAnnotatedGenericComponentType()) + (marks.isEmpty() ? "" : " " + marks) + "[]";
        }
        return annotations(type) + bare(type);
    }

    private static String bare(AnnotatedType type) {
        if (type instanceof AnnotatedParameterizedType parameterized) {
            return name(raw(type.getType()))
                    + Stream.of(parameterized.getAnnotatedActualTypeArguments())
                            .map(TypeText::type)
                            .collect(Collectors.joining(", ", "<", ">"));
        }
        if (type instanceof AnnotatedWildcardType wildcard) {
            String lower = bounds(wildcard.getAnnotatedLowerBounds());
            String upper = bounds(wildcard.getAnnotatedUpperBounds());
            return !lower.isEmpty() ? "? super " + lower : upper.isEmpty() ? "?" : "? extends " + upper;
        }
        if (type instanceof AnnotatedTypeVariable) {
            return type.getType().getTypeName();
        }
        return name(raw(type.getType()));
    }

    /** Returns the bounds as text; empty if the only bound is {@code Object} without annotations. */
    private static String bounds(AnnotatedType[] bounds) {
        String text = Stream.of(bounds).map(TypeText::type).collect(Collectors.joining(" & "));
        return text.equals("Object") ? "" : text;
    }

    private static String annotations(AnnotatedElement element) {
        return Stream.of(element.getAnnotations())
                .map(Annotation::annotationType)
                .filter(annotation -> annotation.getPackageName().equals("org.jspecify.annotations"))
                .map(annotation -> "@" + annotation.getSimpleName() + " ")
                .sorted()
                .collect(Collectors.joining());
    }

    private static Class<?> raw(Type type) {
        return (Class<?>) (type instanceof ParameterizedType parameterized ? parameterized.getRawType() : type);
    }

    private static String name(Class<?> type) {
        String name = type.getCanonicalName();
        return name.startsWith("java.lang.") && type.getPackageName().equals("java.lang")
                ? name.substring("java.lang.".length())
                : name;
    }
}
