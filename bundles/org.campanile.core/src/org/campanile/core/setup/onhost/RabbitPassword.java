package org.campanile.core.setup.onhost;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.campanile.core.remote.Command;

/**
 * Shell lines that make a user of RabbitMQ or give it a new password, for a script that somebody runs on the broker's host. Arguments are seen by all
 * users of the host and stand in sudo's log, and before 3.8 rabbitmqctl takes a password in no other way: so the broker itself reads it from a file
 * that nobody else may read, by rabbitmqctl's eval, which is there since 2.7.1, that of Ubuntu 12.04. Pure.
 */
public final class RabbitPassword {

    private RabbitPassword() {
    }

    /**
     * The lines; they end the shell when it does not work.
     *
     * @param password a shell's word, such as {@code "$PASSWORD"}
     * @param node Erlang name of the broker's node; empty for the host's own
     */
    public static String script(String user, String password, String node) {
        String ctl = "sudo rabbitmqctl -q" + (node.isEmpty() ? "" : " -n " + Command.quote(node));
        return """
                verb=add_user
                %1$s list_users | cut -f1 | grep -qxF -- %2$s && verb=change_password
                file=$(sudo sh -c 'umask 077; h=$(getent passwd rabbitmq | cut -d: -f6); [ -d "$h" ] || h=/tmp
                f=$(mktemp "$h/.campanile.XXXXXXXX") && { chown rabbitmq "$f" 2>/dev/null || :; } && echo "$f"') || exit 1
                printf '%%s' %3$s | sudo tee "$file" > /dev/null
                said=$(%1$s eval "{ok, P} = file:read_file(\\"$file\\"), U = base64:decode(\\"%4$s\\"), M = rabbit_auth_backend_internal,
                case erlang:function_exported(M, $verb, 3) of true -> M:$verb(U, P, <<\\"rabbitmqctl\\">>); false -> M:$verb(U, P) end." 2>&1) || :
                sudo rm -f -- "$file"
                case $said in ok | *[!a-z]ok) ;; *) echo "rabbitmqctl: $said" >&2; exit 1 ;; esac
                """.formatted(ctl, Command.quote(user), password, Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    }
}
