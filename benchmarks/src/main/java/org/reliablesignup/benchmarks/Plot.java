package org.reliablesignup.benchmarks;

import java.util.List;
import java.util.Locale;

/** The medians of a chapter as bars, in SVG: one group for each condition, one colour for each line. */
final class Plot {

    private static final List<String> COLOURS =
            List.of("#0b6e4f", "#c8553d", "#3d5a80", "#e0a458", "#7b5ea7", "#6c757d", "#a3b18a", "#9d0208");

    private static final int BAR = 16;
    private static final int LABELS = 330;
    private static final int WIDTH = 1000;
    private static final int TOP = 40;

    private Plot() {}

    static String of(Results results) {
        List<String> lines = results.lines();
        double most = results.conditions().stream()
                .flatMap(condition -> lines.stream().map(line -> results.median(condition, line)))
                .filter(Double::isFinite)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        StringBuilder bars = new StringBuilder();
        int y = TOP;
        for (String condition : results.conditions()) {
            text(bars, 8, y + BAR, "start", condition, "bold");
            y += BAR + 6;
            for (int i = 0; i < lines.size(); i++) {
                double value = results.median(condition, lines.get(i));
                if (Double.isNaN(value)) {
                    continue;
                }
                double width = Math.max(1, value / most * (WIDTH - LABELS - 90));
                bars.append(String.format(
                        Locale.ROOT,
                        "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                        LABELS,
                        y,
                        width,
                        BAR - 3,
                        COLOURS.get(i % COLOURS.size())));
                text(bars, LABELS - 8, y + BAR - 5, "end", lines.get(i), "normal");
                text(bars, LABELS + (int) width + 6, y + BAR - 5, "start", "%.4g".formatted(value), "normal");
                y += BAR;
            }
            y += 10;
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" font-family="sans-serif" font-size="12">
                <rect width="%1$d" height="%2$d" fill="#ffffff"/>
                <text x="8" y="20" font-size="15" font-weight="bold">%3$s (%4$s)</text>
                %5$s</svg>
                """.formatted(WIDTH, y, escape(results.chapter()), escape(results.unit()), bars);
    }

    private static void text(StringBuilder svg, int x, int y, String anchor, String text, String weight) {
        svg.append("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" font-weight=\"%s\">%s</text>%n"
                .formatted(x, y, anchor, weight, escape(text)));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
