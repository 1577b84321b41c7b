/** What is measured with: servers, load, and a clock at both ends. */
@NullMarked
package org.reliablesignup.benchmarks.rig;

import org.jspecify.annotations.NullMarked;
