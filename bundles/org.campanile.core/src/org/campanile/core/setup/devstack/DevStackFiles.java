package org.campanile.core.setup.devstack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.campanile.core.remote.Command;
import org.campanile.core.setup.onhost.RabbitPassword;

/** Writes DevStack's files from the form: localrc or local.conf, and local.sh. Pure; the passwords are given beside, so a plan can show the files without. */
final class DevStackFiles {

    private final DevStackForm form;

    DevStackFiles(DevStackForm form) {
        this.form = form;
    }

    /** localrc, or local.conf with the same in its first section. @param passwords by parameter */
    String settings(Map<String, String> passwords) {
        List<String> lines = new ArrayList<>();
        lines.add("# Settings of DevStack, written by Campanile from a form. Change them there; what is changed here is shown and replaced at the next run.");
        if (!form.grizzly()) {
            lines.add("[[local|localrc]]");
        }
        lines.add("ADMIN_PASSWORD=" + passwords.get("admin-password"));
        lines.add((form.grizzly() ? "MYSQL_PASSWORD=" : "DATABASE_PASSWORD=") + passwords.get("database-password"));
        lines.add("RABBIT_PASSWORD=" + passwords.get("rabbit-password"));
        lines.add("SERVICE_PASSWORD=" + passwords.get("service-password"));
        if (form.grizzly()) {
            lines.add("SERVICE_TOKEN=" + passwords.getOrDefault("service-token", "tokentoken"));
        }
        lines.add("HOST_IP=" + form.hostIp());
        if (form.grizzly() && !form.flatInterface().isEmpty()) {
            lines.add("FLAT_INTERFACE=" + form.flatInterface());
        }
        lines.add((form.grizzly() ? "FIXED_RANGE=" : "IPV4_ADDRS_SAFE_TO_USE=") + form.fixedRange());
        if (!form.floatingRange().isEmpty()) {
            lines.add("FLOATING_RANGE=" + form.floatingRange());
        }
        for (String plugin : form.plugins()) {
            lines.add("enable_plugin " + plugin);
        }
        for (String service : form.services()) {
            lines.add(service.startsWith("-") ? "disable_service " + service.substring(1) : "enable_service " + service);
        }
        if (!form.imageUrls().isEmpty()) {
            lines.add("IMAGE_URLS=\"" + (form.grizzly() ? "$IMAGE_URLS," : "") + String.join(",", form.imageUrls()) + "\"");
        }
        if (form.grizzly()) {
            lines.add("SCREEN_LOGDIR=$DEST/logs/screen");
            lines.add("API_RATE_LIMIT=False");
            // Without these the servers of a Windows cluster lose the addresses that move between them, and user data does not arrive.
            lines.add("LIBVIRT_FIREWALL_DRIVER=nova.virt.firewall.NoopFirewallDriver");
            lines.add("EXTRA_OPTS=(force_config_drive=true libvirt_images_type=qcow2 force_raw_images=false)");
        }
        lines.add("LOGFILE=$DEST/logs/stack.sh.log");
        for (String line : form.extra()) {
            int equals = line.indexOf('=');
            String value = line.substring(equals + 1);
            // Lists and quoted values stay as they were written; anything else is one word for the shell.
            lines.add(line.substring(0, equals + 1) + (value.matches("[A-Za-z0-9_./:,@%+-]*|\".*\"|'.*'|\\(.*\\)") ? value : Command.quote(value)));
        }
        return String.join("\n", lines) + "\n";
    }

    /** local.sh, which stack.sh runs at its end; empty when there is nothing for it to do. It can be run again. */
    String script(Map<String, String> passwords) {
        if (form.rabbitUser().isEmpty()) {
            return "";
        }
        StringBuilder script = new StringBuilder("""
                #!/bin/bash
                # Run by stack.sh at its end; written by Campanile from a form. It can be run again.
                TOP_DIR=$(cd "$(dirname "$0")" && pwd)
                BROKER_USER=%s
                BROKER_PASSWORD=%s
                BROKER_VHOST=%s
                """.formatted(Command.quote(form.rabbitUser()), Command.quote(passwords.get("broker-password")), Command.quote(form.rabbitVhost())));
        script.append("""
                for _ in 1 2 3 4 5 6; do
                    sudo rabbitmqctl status > /dev/null 2>&1 && break
                    echo 'Waiting for RabbitMQ'
                    sleep 10
                done
                plugins=$(command -v rabbitmq-plugins || ls /usr/lib/rabbitmq/bin/rabbitmq-plugins 2> /dev/null)
                sudo "$plugins" enable rabbitmq_management || exit 1
                """);
        script.append(form.grizzly() ? RabbitPassword.script(form.rabbitUser(), "\"$BROKER_PASSWORD\"", "") : """
                verb=add_user
                sudo rabbitmqctl -q list_users | cut -f1 | grep -qxF -- "$BROKER_USER" && verb=change_password
                printf '%s\\n' "$BROKER_PASSWORD" | sudo rabbitmqctl $verb "$BROKER_USER" || exit 1
                """);
        script.append("""
                sudo rabbitmqctl set_user_tags "$BROKER_USER" administrator || exit 1
                sudo rabbitmqctl -q list_vhosts | cut -f1 | grep -qxF -- "$BROKER_VHOST" || sudo rabbitmqctl add_vhost "$BROKER_VHOST" || exit 1
                sudo rabbitmqctl set_permissions -p "$BROKER_VHOST" "$BROKER_USER" '.*' '.*' '.*' || exit 1
                """);
        if (form.replaceFlavors() || form.openGroup() || form.keyPairs()) {
            // openrc of DevStack reads variables that may not be set and takes user and project as its arguments.
            script.append("set -- admin admin\n. \"$TOP_DIR/openrc\" admin admin || exit 1\n");
        }
        if (form.replaceFlavors()) {
            script.append(form.grizzly() ? """
                    for id in $(nova flavor-list | awk '$2 ~ /^[0-9]+$/ { print $2 }'); do nova flavor-delete "$id"; done
                    nova flavor-create m1.small auto 768 40 1
                    nova flavor-create m1.medium auto 1024 40 1
                    nova flavor-create m1.large auto 1280 40 2
                    """ : """
                    for id in $(openstack flavor list --all -f value -c ID | grep -xE '[0-9]+'); do openstack flavor delete "$id"; done
                    openstack flavor show m1.small > /dev/null 2>&1 || openstack flavor create --ram 768 --disk 40 --vcpus 1 m1.small
                    openstack flavor show m1.medium > /dev/null 2>&1 || openstack flavor create --ram 1024 --disk 40 --vcpus 1 m1.medium
                    openstack flavor show m1.large > /dev/null 2>&1 || openstack flavor create --ram 1280 --disk 40 --vcpus 2 m1.large
                    """);
        }
        if (form.openGroup()) {
            script.append(form.grizzly() ? """
                    nova secgroup-add-rule default tcp 1 65535 0.0.0.0/0
                    nova secgroup-add-rule default udp 1 65535 0.0.0.0/0
                    nova secgroup-add-rule default icmp -1 -1 0.0.0.0/0
                    """ : """
                    group=$(openstack security group list --project admin -f value -c ID -c Name | awk '$2 == "default" { print $1; exit }')
                    for protocol in tcp udp icmp; do openstack security group rule create --protocol "$protocol" --remote-ip 0.0.0.0/0 "$group"; done
                    """);
        }
        if (form.keyPairs()) {
            String show = form.grizzly() ? "nova keypair-list | grep -qw" : "openstack keypair list -f value -c Name | grep -qxF --";
            String add = form.grizzly() ? "nova keypair-add" : "openstack keypair create";
            script.append("for key in murano_key murano-lb-key; do\n    ").append(show).append(" \"$key\" || (umask 077; ").append(add)
                    .append(" \"$key\" > \"$TOP_DIR/$key.pem\")\ndone\n");
        }
        return script.append("exit 0\n").toString();
    }
}
