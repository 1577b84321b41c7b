package org.reliablesignup.faults;

/**
 * A place in a service where it is to die.
 *
 * @param after at the return of the method rather than at its start
 * @param occurrence at which call, counted from 1
 */
record CrashPoint(String className, String method, boolean after, int occurrence) {

    static CrashPoint before(String className, String method, int occurrence) {
        return new CrashPoint(className, method, false, occurrence);
    }

    static CrashPoint after(String className, String method, int occurrence) {
        return new CrashPoint(className, method, true, occurrence);
    }

    static CrashPoint parse(String text) {
        String[] parts = text.split(":");
        return new CrashPoint(parts[0], parts[1], parts[2].equals("after"), Integer.parseInt(parts[3]));
    }

    @Override
    public String toString() {
        return className + ":" + method + ":" + (after ? "after" : "before") + ":" + occurrence;
    }
}
