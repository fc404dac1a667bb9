/**
 * Tests of {@code Insight}. The classes named {@code ...CatalogueTest} list the deadlocks that it must find, each with
 * its kind, its certainty and its threads. {@code NearMissTest} runs programs that an inexact detector would report as
 * deadlocks; none of them must be reported.
 */
package io.github.threading4j.insight;
