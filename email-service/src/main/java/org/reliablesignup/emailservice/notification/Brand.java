package org.reliablesignup.emailservice.notification;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import org.hibernate.validator.constraints.Length;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whose mails they are.
 *
 * @param name stands above each mail, and below its text
 * @param color of the bar above and of the button, as {@code #rrggbb}
 * @param logo a picture instead of the name above, 32 pixels high; null for none
 */
@ConfigurationProperties("brand")
@Validated
record Brand(
        @DefaultValue("Reliable sign-up") @NotBlank @Length(max = 60)
        String name,

        @DefaultValue("#1d5fbf") @Pattern(regexp = "#[0-9a-fA-F]{6}", message = "must be a colour such as #1d5fbf")
        String color,

        @Nullable @Pattern(regexp = "https://[^\\s\"<>]+", message = "must be a URL that begins with https://")
        String logo) {

    private static final String DARK = "#102a43";
    private static final String LIGHT = "#ffffff";

    /** What can be read on the colour: dark or light, whichever has more contrast (WCAG 2.2, "contrast ratio"). */
    public String onColor() {
        return contrast(DARK) > contrast(LIGHT) ? DARK : LIGHT;
    }

    private double contrast(String other) {
        double one = luminance(color) + 0.05;
        double two = luminance(other) + 0.05;
        return Math.max(one, two) / Math.min(one, two);
    }

    /** Relative luminance of sRGB, 0 to 1. */
    private static double luminance(String color) {
        return 0.2126 * linear(color, 1) + 0.7152 * linear(color, 3) + 0.0722 * linear(color, 5);
    }

    private static double linear(String color, int at) {
        double value = Integer.parseInt(color, at, at + 2, 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
