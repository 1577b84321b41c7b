package org.reliablesignup.emailservice.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

/** Looks at the HTML of a mail as a mail reader would. */
final class Html {

    private static final Pattern STYLE = Pattern.compile("<style>.*?</style>", Pattern.DOTALL);
    private static final Pattern STYLED = Pattern.compile("<[^>]* class=[^>]*>");

    private Html() {}

    /** What is left of it where the reader drops style sheets, as many do. */
    static String withoutStyleSheet(String html) {
        return STYLE.matcher(html).replaceFirst("");
    }

    static void assertNeedsNothingThatMailReadersDrop(String html) {
        assertThat(withoutStyleSheet(html)).doesNotContainIgnoringCase("<style").contains(" style=\"");
        assertThat(html).doesNotContainIgnoringCase("<link").doesNotContainIgnoringCase("<script");
        assertThat(html).doesNotContain(" th:", "xmlns:", "??");
        assertThat(STYLED.matcher(html).results())
                .isNotEmpty()
                .allSatisfy(element -> assertThat(element.group()).contains(" style="));
    }
}
