package org.campanile.core.rabbitmq;

import java.util.ArrayList;
import java.util.List;

/**
 * Which passwords break Murano's AMQP URL. Murano 0.2 joins {@code amqp://login:password@host:port/vhost} without escaping (Murano protocol
 * document, section 2), and oslo.messaging reads a transport URL by the same syntax, so characters that separate the parts of a URL
 * inside a password make the service log in with something else, or connect elsewhere. Pure.
 */
public final class AmqpUrlRules {

    private AmqpUrlRules() {
    }

    /**
     * What is wrong with a password, one sentence each; empty when it is safe. The sentences name characters but never the password or
     * their position in it.
     */
    public static List<String> problems(CharSequence password) {
        List<String> problems = new ArrayList<>();
        if (password.isEmpty()) {
            problems.add("The password is empty; RabbitMQ refuses logins with an empty password.");
        }
        add(problems, password, '/', "ends the host part of the URL, so the rest is read as the virtual host");
        add(problems, password, '@', "ends the credentials in the URL, so the rest is read as the host");
        add(problems, password, '#', "starts the fragment of a URL, so everything after it is lost");
        add(problems, password, '?', "starts the query of a URL, so everything after it is lost");
        add(problems, password, '%', "starts an escape in a URL, so it is read as another character or refused");
        add(problems, password, ':', "separates login, password and port in the URL");
        add(problems, password, '[', "begins an IPv6 address in a URL, so Python refuses the whole URL");
        add(problems, password, ']', "ends an IPv6 address in a URL, so Python refuses the whole URL");
        if (password.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            problems.add("The password contains a space or a control character, which a URL cannot hold.");
        }
        if (password.chars().anyMatch(c -> c > 0x7f)) {
            problems.add("The password contains a character outside ASCII, which a URL cannot hold unescaped.");
        }
        return List.copyOf(problems);
    }

    private static void add(List<String> problems, CharSequence password, char bad, String effect) {
        if (password.chars().anyMatch(c -> c == bad)) {
            problems.add("The password contains '" + bad + "', which " + effect + ".");
        }
    }
}
