package org.reliablesignup.accountservice.account.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.reliablesignup.accountservice.limits.SignUpLimits;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Counts every request to sign up, and every one for another mail, before its body is read. */
@Component
class ClientLimit implements HandlerInterceptor, WebMvcConfigurer {

    private final SignUpLimits limits;
    private final ClientAddress client;

    ClientLimit(SignUpLimits limits, ClientAddress client) {
        this.limits = limits;
        this.client = client;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/accounts", "/accounts/*/confirmation-mails");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (HttpMethod.POST.matches(request.getMethod())) {
            limits.countClient(client.of(request));
        }
        return true;
    }
}
