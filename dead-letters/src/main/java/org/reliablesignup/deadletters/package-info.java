/** Records that cannot be read: parked in a topic of their own, with the reason, to be looked at and sent back. Knows no events. */
@NullMarked
package org.reliablesignup.deadletters;

import org.jspecify.annotations.NullMarked;
