package org.reliablesignup.benchmarks;

import org.reliablesignup.benchmarks.rig.Rig;

/** One question that is answered by measuring. */
interface Chapter {

    /** Of its table. */
    String title();

    /** Of all its figures. */
    String unit();

    /** Starts what it needs and leaves nothing running. */
    void measure(Rig rig, Results results) throws Exception;
}
