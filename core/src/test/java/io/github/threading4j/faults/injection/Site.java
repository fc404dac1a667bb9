package io.github.threading4j.faults.injection;

/**
 * A place in the code where a fault can be injected.
 *
 * @param owner the fully qualified class name
 * @param method the method's name
 * @param line the line in the source
 * @param what the operation at this place, such as {@code new ArrayList}
 * @param foreign whether the operation calls foreign code; otherwise it allocates
 */
record Site(int id, String owner, String method, int line, String what, boolean foreign) {
    /** Returns the key under which {@code never-hit.txt} would list this site: its class and method. */
    String key() {
        return owner.substring("io.github.threading4j.".length()) + "." + method;
    }

    /** Returns whether the site allocates an exception, or an object while an exception is being constructed. */
    boolean ofException() {
        return what.matches(".* for an exception|new \\S*(Exception|Error|ThreadExit)");
    }

    @Override
    public String toString() {
        return key() + ":" + line + " " + what;
    }
}
