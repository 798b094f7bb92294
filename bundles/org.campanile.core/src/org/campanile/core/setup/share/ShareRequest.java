package org.campanile.core.setup.share;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.campanile.core.recipe.Values;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * What a share shall be, as a recipe says it. A value without secrets.
 *
 * @param host name of the host in the lab
 * @param name of the share, the last part of {@code \\host\name}
 * @param folder absolute path on the host
 * @param guest whether anybody reads it without a password
 * @param user Samba account that reads it; empty for a guest share
 * @param writable whether who reads may also write
 * @param owner of the folder, {@code user:group}
 * @param mode of the folder, octal
 * @param config path of the smb.conf
 * @param comment what Windows shows beside the name
 */
public record ShareRequest(String host, String name, String folder, boolean guest, String user, boolean writable, String owner, String mode, String config,
        String comment) {

    /** Why guests are not enough for today's Windows. */
    static final String NO_GUESTS = "Windows Server 2019 and newer, and Windows 10 since 1709, refuse SMB shares without a password as they are installed, so only images of "
            + "the time of Windows Server 2012 read a guest share.";

    /** Names that Samba gives a meaning of its own. */
    private static final Set<String> SPECIAL = Set.of("global", "globals", "homes", "printers", "print$", "ipc$", "admin$");

    static ShareRequest of(Values with) throws FailureException {
        boolean guest = with.text("access").equals("guest");
        if (guest && !with.text("windows").equals("2012")) {
            throw bad("access", "A guest share is refused for images of today's Windows. " + NO_GUESTS,
                    "Take access: authenticated, or say windows: 2012 when all images are of that time.");
        }
        ShareRequest request = new ShareRequest(with.host("host"), with.text("name"), with.text("folder").replaceFirst("(?<=.)/+$", ""), guest,
                guest ? "" : with.text("user"), with.flag("writable"), with.text("owner"), with.text("mode"), with.text("config"), with.text("comment"));
        request.validate();
        if (!guest && !with.has("password")) {
            throw bad("password", "An authenticated share needs a password.", "Give password in the recipe, as a secret.");
        }
        return request;
    }

    private void validate() throws FailureException {
        if (!name.matches("[^\\[\\]\\\\/:*?\"<>|;,=+%#\\p{Cntrl}]{1,80}") || !name.strip().equals(name) || SPECIAL.contains(SmbNames.section(name))) {
            throw bad("name", "\"" + name + "\" cannot be the name of a share.",
                    "Take letters, digits, hyphens and dots, at most 80, and none of Samba's own names such as homes or global.");
        }
        for (String path : new String[] { folder, config }) {
            if (!path.startsWith("/") || path.matches(".*[\\p{Cntrl}%\\\\].*") || path.contains("  ") || (path + "/").contains("/../")) {
                throw bad(path.equals(folder) ? "folder" : "config", "\"" + path + "\" is no absolute path that smb.conf can hold.",
                        "Give a path that begins with a slash, without % and backslash.");
            }
        }
        if (folder.equals("/") || folder.matches("/(etc|root|boot|proc|sys|dev|bin|sbin|lib\\w*|usr|var|home|tmp|run)")) {
            throw bad("folder", folder + " belongs to the system and must not be shared.", "Choose a folder of its own, such as /opt/samba/share.");
        }
        if (!guest && !user.matches("[a-z_][a-z0-9_-]{0,30}")) {
            throw bad("user", "\"" + user + "\" cannot be the name of a system user.", "Take lower case letters, digits, - and _.");
        }
        if (!owner.matches("[A-Za-z0-9_.-]+:[A-Za-z0-9_.-]+")) {
            throw bad("owner", "\"" + owner + "\" does not name a user and a group.", "Write it as user:group.");
        }
        if (!mode.matches("[0-7]{3,4}")) {
            throw bad("mode", "\"" + mode + "\" is no mode.", "Write it octal, such as 0755.");
        }
        if (comment.matches(".*[\\p{Cntrl}].*") || comment.stripTrailing().endsWith("\\")) {
            throw bad("comment", "A comment is one line and does not end in a backslash.", "Correct the comment.");
        }
    }

    private static FailureException bad(String parameter, String meaning, String next) {
        return new FailureException(new Failure(Failure.Kind.BAD_INPUT, "planning the share", parameter, "", meaning, next));
    }

    /** What the share's section has to hold; empty is what it must not have: a list of users would keep guests out. */
    Map<String, String> section() {
        Map<String, String> values = new LinkedHashMap<>();
        if (!comment.isBlank()) {
            values.put("comment", comment);
        }
        values.put("path", folder);
        values.put("browseable", "yes");
        values.put("available", "yes");
        values.put("read only", writable ? "no" : "yes");
        values.put("guest ok", guest ? "yes" : "no");
        values.put("valid users", user);
        if (writable) {
            // Whoever writes, the files belong to the folder's owner, so that every one of them can be read and replaced later.
            values.put("force user", owner.substring(0, owner.indexOf(':')));
            values.put("create mask", "0644");
            values.put("directory mask", "0755");
        }
        return values;
    }

    /** What has to hold for all shares: strangers become guests instead of being sent away. Nothing for an authenticated share. */
    Map<String, String> global() {
        return guest ? Map.of("map to guest", "Bad User") : Map.of();
    }

    /** As Windows writes it. */
    String unc(String address) {
        return "\\\\" + address + "\\" + name;
    }
}
