package io.github.threading4j.insight;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names of an awaited object, taken from its description, such as {@code RLock[name=accounts, unlocked]}. */
final class AwaitedNames {
    private static final Pattern DESCRIPTION =
            Pattern.compile("([\\p{javaJavaIdentifierPart}.]+)\\[(?:name=(.*?), )?.*", Pattern.DOTALL);

    private AwaitedNames() {}

    /** Returns the type that begins the description; the class of the object if the description has another form. */
    static String type(String description, Object object) {
        var matcher = DESCRIPTION.matcher(description);
        return matcher.matches() ? matcher.group(1) : simple(object.getClass().getName());
    }

    /** Returns the name in the description, up to its first comma; null if there is none. */
    static @Nullable String name(String description) {
        var matcher = DESCRIPTION.matcher(description);
        return matcher.matches() ? matcher.group(2) : null;
    }

    /** Returns a class name without its package, even if an identity hash code follows. */
    static String simple(String name) {
        var end = name.indexOf('@');
        var simple = end < 0 ? name : name.substring(0, end);
        return simple.substring(simple.lastIndexOf('.') + 1);
    }
}
