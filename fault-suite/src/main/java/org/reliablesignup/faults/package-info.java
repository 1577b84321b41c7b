/** Provokes every fault that the guarantees speak of, on real processes under load, and compares the ledgers afterwards. */
@NullMarked
package org.reliablesignup.faults;

import org.jspecify.annotations.NullMarked;
