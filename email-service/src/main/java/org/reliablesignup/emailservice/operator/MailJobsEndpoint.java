package org.reliablesignup.emailservice.operator;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.emailservice.delivery.Decision;
import org.reliablesignup.emailservice.delivery.JobHistory;
import org.reliablesignup.emailservice.delivery.JobInspection;
import org.reliablesignup.emailservice.delivery.JobIntervention;
import org.reliablesignup.emailservice.delivery.JobState;
import org.reliablesignup.emailservice.delivery.JobSummary;
import org.reliablesignup.operator.Audit;
import org.reliablesignup.operator.Problem;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.http.HttpStatus;

/** {@code GET /mailjobs?state=&address=&limit=}, {@code GET /mailjobs/{id}}, {@code POST /mailjobs/{id}/{retry|cancel}}. */
@WebEndpoint(id = "mailjobs")
class MailJobsEndpoint {

    private static final int USUAL_LIMIT = 50;
    private static final int MAX_LIMIT = 1_000;
    private static final Pattern REASON = Pattern.compile("(?=.*\\S)\\P{Cntrl}{1,200}");

    private final JobInspection inspection;
    private final JobIntervention intervention;
    private final Audit audit;

    MailJobsEndpoint(JobInspection inspection, JobIntervention intervention, Audit audit) {
        this.inspection = inspection;
        this.intervention = intervention;
        this.audit = audit;
    }

    @ReadOperation
    List<JobSummary> list(@Nullable JobState state, @Nullable String address, @Nullable Integer limit) {
        int most = limit == null ? USUAL_LIMIT : Math.clamp(limit, 1, MAX_LIMIT);
        return inspection.list(state, address, most);
    }

    @ReadOperation
    @Nullable
    JobHistory one(@Selector UUID id) {
        return inspection.find(id).orElse(null);
    }

    @WriteOperation
    WebEndpointResponse<Object> decide(@Selector UUID id, @Selector Decision decision, String reason) {
        String action = "mailjob." + decision.name().toLowerCase(Locale.ROOT);
        if (!REASON.matcher(reason).matches()) {
            audit.log(action, id, "refused (no reason)");
            return Problem.of(HttpStatus.BAD_REQUEST, "reason: one line of 1 to 200 characters");
        }
        Optional<JobIntervention.Result> result =
                intervention.decide(id, decision, audit.operator() + ": " + reason.strip());
        if (result.isEmpty()) {
            audit.log(action, id, "refused (no such job)");
            return Problem.of(HttpStatus.NOT_FOUND, "there is no such job");
        }
        JobState state = result.get().state();
        if (!result.get().done()) {
            audit.log(action, id, "refused (" + state + ")");
            return Problem.of(HttpStatus.CONFLICT, "the job is " + state);
        }
        audit.log(action, id, state);
        return new WebEndpointResponse<>(inspection.find(id).orElse(null));
    }
}
