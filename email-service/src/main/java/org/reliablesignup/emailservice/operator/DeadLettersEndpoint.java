package org.reliablesignup.emailservice.operator;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.deadletters.CutLetterException;
import org.reliablesignup.deadletters.DeadLetterId;
import org.reliablesignup.deadletters.DeadLetterOffice;
import org.reliablesignup.operator.Audit;
import org.reliablesignup.operator.Problem;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.http.HttpStatus;

/** {@code GET /deadletters?limit=}, {@code GET} and {@code POST /deadletters/{partition}-{offset}}, {@code POST /deadletters}. */
@WebEndpoint(id = "deadletters")
class DeadLettersEndpoint {

    private static final int USUAL_LIMIT = 50;
    private static final int MAX_LIMIT = 1_000;

    private final DeadLetterOffice office;
    private final Audit audit;

    DeadLettersEndpoint(DeadLetterOffice office, Audit audit) {
        this.office = office;
        this.audit = audit;
    }

    @ReadOperation
    WebEndpointResponse<Object> list(@Nullable Integer limit) {
        int most = limit == null ? USUAL_LIMIT : Math.clamp(limit, 1, MAX_LIMIT);
        return answer(() -> Optional.of(office.last(most)));
    }

    @ReadOperation
    WebEndpointResponse<Object> one(@Selector DeadLetterId id) {
        return answer(() -> office.find(id));
    }

    @WriteOperation
    WebEndpointResponse<Object> replay(@Selector DeadLetterId id) {
        return audited(id, answer(() -> office.replay(id) ? Optional.of(Map.of("replayed", 1)) : Optional.empty()));
    }

    @WriteOperation
    WebEndpointResponse<Object> replayAll() {
        return audited("all", answer(() -> Optional.of(Map.of("replayed", office.replayAll()))));
    }

    private WebEndpointResponse<Object> audited(Object id, WebEndpointResponse<Object> answer) {
        audit.log(
                "deadletter.replay",
                id,
                answer.getStatus() == WebEndpointResponse.STATUS_OK
                        ? answer.getBody()
                        : "refused (" + answer.getStatus() + ")");
        return answer;
    }

    private static WebEndpointResponse<Object> answer(Supplier<Optional<?>> call) {
        try {
            Optional<?> found = call.get();
            return found.isPresent()
                    ? new WebEndpointResponse<>(found.get())
                    : Problem.of(HttpStatus.NOT_FOUND, "there is no such dead letter");
        } catch (CutLetterException e) {
            return Problem.of(HttpStatus.CONFLICT, String.valueOf(e.getMessage()));
        } catch (KafkaException e) {
            String problem = e.getCause() instanceof AuthorizationException refused
                    ? "the broker does not let us: " + refused.getMessage()
                    : "the broker did not answer: " + e.getMessage();
            return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, problem);
        }
    }
}
