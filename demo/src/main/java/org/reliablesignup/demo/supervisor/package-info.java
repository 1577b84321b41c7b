/** Keeps child processes running, and ends them with this one. */
@NullMarked
package org.reliablesignup.demo.supervisor;

import org.jspecify.annotations.NullMarked;
