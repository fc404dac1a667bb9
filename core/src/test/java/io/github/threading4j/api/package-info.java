/** The API as Java and Kotlin programs use it, and code that must not compile. */
package io.github.threading4j.api;
