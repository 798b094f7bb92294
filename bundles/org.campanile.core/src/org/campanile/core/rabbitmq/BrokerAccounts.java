package org.campanile.core.rabbitmq;

import java.util.List;

import org.campanile.core.secret.Secret;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Virtual hosts, users and permissions of a broker, whichever way it is reached: by its management API or by {@code rabbitmqctl}. Blocks. */
public interface BrokerAccounts {

    /** The virtual hosts. */
    List<VirtualHost> vhosts(Task task) throws FailureException;

    /** Creates a virtual host; nothing happens when it exists. */
    void createVhost(String name, Task task) throws FailureException;

    /** Deletes a virtual host with everything in it. */
    void deleteVhost(String name, Task task) throws FailureException;

    /** The users. */
    List<BrokerUser> users(Task task) throws FailureException;

    /** Creates a user, or gives an existing one this password and these tags. */
    void putUser(String name, Secret password, List<String> tags, Task task) throws FailureException;

    /** Deletes a user. */
    void deleteUser(String name, Task task) throws FailureException;

    /** The permissions of all users on all virtual hosts. */
    List<Permission> permissions(Task task) throws FailureException;

    /** Gives a user these permissions, replacing what it had on that virtual host. */
    void setPermission(Permission permission, Task task) throws FailureException;

    /** Takes all permissions of a user on a virtual host away. */
    void clearPermission(String user, String vhost, Task task) throws FailureException;
}
