package org.reliablesignup.emailservice.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

/** Looks at the HTML of a mail as a mail reader would. */
final class Html {

    private static final Pattern STYLE = Pattern.compile("<style>.*?</style>", Pattern.DOTALL);
    private static final Pattern STYLED = Pattern.compile("<[^>]* class=[^>]*>");

    private static final Pattern BEYOND_ASCII = Pattern.compile("&#(12[89]|1[3-9]\\d|[2-9]\\d\\d|\\d{4,7});");

    private Html() {}

    /** What is left of it where the reader drops style sheets, as many do. */
    static String withoutStyleSheet(String html) {
        return STYLE.matcher(html).replaceFirst("");
    }

    /** The same with each character beyond ASCII as it is. */
    static String asRead(String html) {
        return BEYOND_ASCII.matcher(html).replaceAll(number -> Character.toString(Integer.parseInt(number.group(1))));
    }

    static void assertNeedsNothingThatMailReadersDrop(String html) {
        assertThat(withoutStyleSheet(html)).doesNotContainIgnoringCase("<style").contains(" style=\"");
        assertThat(html).doesNotContainIgnoringCase("<link").doesNotContainIgnoringCase("<script");
        assertThat(html).doesNotContain(" th:", "xmlns:", "??");
        // Numbers of characters mean nothing there.
        assertThat(STYLE.matcher(html).results())
                .isNotEmpty()
                .allSatisfy(style -> assertThat(style.group()).doesNotContain("&#"));
        assertThat(STYLED.matcher(html).results())
                .isNotEmpty()
                .allSatisfy(element -> assertThat(element.group()).contains(" style="));
    }
}
