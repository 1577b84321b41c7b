package org.reliablesignup.emailservice.notification;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What was written once, with the places where each mail has words of its own. Right for templates that do nothing with
 * these words but to show them. Thread-safe.
 */
final class Form {

    /** Of Unicode's private use: no template has it, and nothing escapes it. */
    private static final char MARK = '\uE000';

    private static final Pattern PLACE = Pattern.compile(MARK + "(\\w+)" + MARK);

    private final UnaryOperator<String> escape;
    private final List<String> texts = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    /**
     * @param written with {@link #places} instead of values
     * @param finish for what stands between them
     * @param escape for what is filled in
     */
    Form(String written, UnaryOperator<String> finish, UnaryOperator<String> escape) {
        this.escape = escape;
        int end = 0;
        for (Matcher place = PLACE.matcher(written); place.find(); end = place.end()) {
            texts.add(finish.apply(written.substring(end, place.start())));
            names.add(place.group(1));
        }
        texts.add(finish.apply(written.substring(end)));
    }

    /** What stands for the values of these names. */
    static Map<String, Object> places(Set<String> names) {
        return names.stream().collect(Collectors.toMap(name -> name, name -> MARK + name + MARK));
    }

    String filledIn(Map<String, Object> values) {
        StringBuilder text = new StringBuilder(texts.getFirst());
        for (int i = 0; i < names.size(); i++) {
            text.append(escape.apply(String.valueOf(values.get(names.get(i))))).append(texts.get(i + 1));
        }
        return text.toString();
    }
}
