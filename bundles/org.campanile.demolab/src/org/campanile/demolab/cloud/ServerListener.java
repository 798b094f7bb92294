package org.campanile.demolab.cloud;

/** Is told about servers that come up and go, made directly or by Heat. Called on threads of the lab, one at a time for a server. */
public interface ServerListener {

    /** A server with user data is ACTIVE; also called for each one when a kept lab starts again. */
    void serverActive(ServerInfo info);

    /** A server is gone or stopped. */
    void serverDeleted(String id);
}
