package org.campanile.core.setup.devstack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.Values;
import org.campanile.core.secret.Secret;
import org.campanile.core.setup.onhost.GitRepository;
import org.campanile.core.setup.onhost.ScriptText;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * DevStack on a host.
 *
 * @param user who runs it
 * @param home of that user, which is where DevStack puts OpenStack
 * @param repository DevStack's own, and where its clone lies
 * @param cleanup script that is run before another try and to take it back: {@code unstack}, {@code clean} or {@code none}
 * @param limit after which stack.sh is ended
 */
record DevStackRequest(Ground ground, String host, String user, String home, GitRepository repository, DevStackForm form, String cleanup, Duration limit, Values values) {

    static DevStackRequest of(Values with, Ground ground) throws FailureException {
        String user = with.text("user");
        if (!user.matches("[a-z_][a-z0-9_-]{0,30}") || user.equals("root")) {
            throw bad("user", "\"" + user + "\" cannot run DevStack, which refuses root.", "Take a user of its own, such as stack.");
        }
        String home = with.text("home").replaceFirst("(?<=.)/+$", "");
        if (!home.matches("(/[A-Za-z0-9._-]+)+") || home.matches("/(etc|root|usr|var|home|tmp|opt)?")) {
            throw bad("home", "\"" + home + "\" is no folder for OpenStack.", "Give one such as /opt/stack, without spaces.");
        }
        long minutes = with.number("limit-minutes");
        if (minutes < 1 || minutes > 1440) {
            throw bad("limit-minutes", "stack.sh takes between 1 minute and a day.", "Give a number from 1 to 1440.");
        }
        GitRepository repository = GitRepository.of(with.text("url"), with.text("branch"), with.textOr("folder", home + "/devstack"), user);
        return new DevStackRequest(ground, with.host("host"), user, home, repository, DevStackForm.of(with), with.text("cleanup"), Duration.ofMinutes(minutes), with);
    }

    static FailureException bad(String parameter, String meaning, String next) {
        return new FailureException(new Failure(Failure.Kind.BAD_INPUT, "planning DevStack", parameter, "", meaning, next));
    }

    String folder() {
        return repository.folder();
    }

    private List<String> parameters() {
        List<String> names = new ArrayList<>(DevStackForm.PASSWORDS);
        if (!form.rabbitUser().isEmpty()) {
            names.add("broker-password");
        }
        return names;
    }

    /** The passwords, asked for if need be. Bad input for one that DevStack's scripts would break on. */
    Map<String, String> passwords() throws FailureException {
        Map<String, String> passwords = new LinkedHashMap<>();
        for (String name : parameters()) {
            passwords.put(name, checked(name, values.secret(name)));
        }
        return passwords;
    }

    /** The passwords as far as they are known without asking; empty when one is not. */
    Optional<Map<String, String>> knownPasswords() throws FailureException {
        Map<String, String> passwords = new LinkedHashMap<>();
        for (String name : parameters()) {
            Optional<Secret> secret = values.knownSecret(name);
            if (secret.isEmpty()) {
                return Optional.empty();
            }
            passwords.put(name, checked(name, secret.get()));
        }
        return Optional.of(passwords);
    }

    private static String checked(String name, Secret secret) throws FailureException {
        if (!secret.reveal().matches("[A-Za-z0-9]{1,64}")) {
            throw bad(name, "DevStack's scripts break on passwords with other characters than letters and digits.", "Give a password of letters and digits.");
        }
        return secret.reveal();
    }

    /** What stands for passwords in a text of an exported script. */
    Map<String, String> variables() {
        Map<String, String> all = new LinkedHashMap<>();
        parameters().forEach(name -> all.put(name, ScriptText.of(values, name)));
        return all;
    }

    /** What stands for passwords that are not known yet. */
    Map<String, String> placeholders() {
        Map<String, String> all = new LinkedHashMap<>();
        parameters().forEach(name -> all.put(name, "***"));
        return all;
    }
}
