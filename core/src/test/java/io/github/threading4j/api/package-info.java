/** How the library reads to those who use it, in Java and in Kotlin, and what the compiler keeps them from. */
package io.github.threading4j.api;
