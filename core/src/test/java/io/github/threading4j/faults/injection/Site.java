package io.github.threading4j.faults.injection;

/**
 * A place in the code where a fault can be injected.
 *
 * @param owner the class, with dots
 * @param method the method's name
 * @param line the line in its source
 * @param what what the code does there, such as {@code new ArrayList}
 * @param foreign whether it calls foreign code; else it allocates
 */
record Site(int id, String owner, String method, int line, String what, boolean foreign) {
    /** How the list of sites that are never hit names it. */
    String key() {
        return owner.substring("io.github.threading4j.".length()) + "." + method;
    }

    /** Whether it allocates an exception, or something for one. */
    boolean ofException() {
        return what.matches(".* for an exception|new \\S*(Exception|Error|ThreadExit)");
    }

    @Override
    public String toString() {
        return key() + ":" + line + " " + what;
    }
}
