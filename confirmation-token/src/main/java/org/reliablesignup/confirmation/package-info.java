/** The token in the link of a confirmation mail: its keys, its minting and its verification. */
@NullMarked
package org.reliablesignup.confirmation;

import org.jspecify.annotations.NullMarked;
