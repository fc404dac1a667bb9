/** Tests of the package {@code taskgroups}. */
package io.github.threading4j.taskgroups;
