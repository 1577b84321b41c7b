package org.reliablesignup.accountservice;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.reliablesignup.accountservice.Http.Answer;

/** Asks several things at the same moment. */
final class AtOnce {

    private AtOnce() {}

    /** The answers, in the order of the requests. */
    static List<Answer> ask(List<Callable<Answer>> requests) throws Exception {
        CyclicBarrier start = new CyclicBarrier(requests.size());
        List<Answer> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(requests.size())) {
            List<Future<Answer>> pending = requests.stream()
                    .map(request -> clients.submit(() -> {
                        start.await();
                        return request.call();
                    }))
                    .toList();
            for (Future<Answer> answer : pending) {
                answers.add(answer.get());
            }
        }
        return answers;
    }
}
