package org.reliablesignup.accountservice.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class RequestLimitTest {

    private final RequestLimit limit = new RequestLimit(new WebSettings(1, Duration.ofSeconds(10)));

    @Test
    void turnsAwayAtOnceWhenAllPlacesAreTaken() throws Exception {
        MockHttpServletResponse first = new MockHttpServletResponse();
        MockHttpServletResponse second = new MockHttpServletResponse();

        limit.doFilter(new MockHttpServletRequest(), first, (request, response) -> {
            limit.doFilter(new MockHttpServletRequest(), second, (innerRequest, innerResponse) -> {
                throw new AssertionError("let in");
            });
        });

        assertThat(first.getStatus()).isEqualTo(200);
        assertThat(second.getStatus()).isEqualTo(503);
        assertThat(second.getHeader("Retry-After")).isEqualTo("1");
    }

    @Test
    void givesThePlaceBackWhenARequestFails() throws Exception {
        for (int i = 0; i < 2; i++) {
            MockHttpServletResponse response = new MockHttpServletResponse();
            try {
                limit.doFilter(new MockHttpServletRequest(), response, (request, ignored) -> {
                    throw new IllegalStateException();
                });
            } catch (IllegalStateException expected) {
                // What the request does is its own affair.
            }
            assertThat(response.getStatus()).isEqualTo(200);
        }
    }
}
