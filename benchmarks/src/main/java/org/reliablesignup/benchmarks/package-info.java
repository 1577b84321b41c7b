/** Measurements of the running services, to be read by people: no number decides whether the build passes. */
@NullMarked
package org.reliablesignup.benchmarks;

import org.jspecify.annotations.NullMarked;
