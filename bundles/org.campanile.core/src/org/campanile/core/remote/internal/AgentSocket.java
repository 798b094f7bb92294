package org.campanile.core.remote.internal;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.agent.SshAgentFactory;
import org.apache.sshd.agent.SshAgentServer;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/**
 * Speaks to an ssh-agent through its socket (draft-ietf-sshm-ssh-agent) with the runtime's own UNIX sockets; MINA's way needs a native library.
 * The agent is used, never forwarded.
 */
public final class AgentSocket implements SshAgentFactory {

    private static final int LARGEST_ANSWER = 1 << 20;

    private final Path socket;

    /** An agent that listens there. */
    public AgentSocket(Path socket) {
        this.socket = socket;
    }

    @Override
    public List<ChannelFactory> getChannelForwardingFactories(FactoryManager manager) {
        return List.of();
    }

    @Override
    public SshAgent createClient(Session session, FactoryManager manager) throws IOException {
        return new Proxy(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    }

    @Override
    public SshAgentServer createServer(ConnectionService service) {
        throw new UnsupportedOperationException("agents are not forwarded");
    }

    private static final class Proxy extends AbstractAgentProxy {

        private final SocketChannel channel;
        /** Not a monitor: on Java 21 a virtual thread that waits for an answer inside one keeps its carrier. */
        private final ReentrantLock asking = new ReentrantLock();

        Proxy(SocketChannel channel) {
            super(null);
            this.channel = channel;
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        protected Buffer request(Buffer buffer) throws IOException {
            asking.lock();
            try {
                return answer(buffer);
            } finally {
                asking.unlock();
            }
        }

        private Buffer answer(Buffer buffer) throws IOException {
            ByteBuffer out = ByteBuffer.wrap(buffer.array(), buffer.rpos(), buffer.available());
            while (out.hasRemaining()) {
                channel.write(out);
            }
            int length = read(4).getInt();
            if (length < 1 || length > LARGEST_ANSWER) {
                throw new IOException("the agent's answer claims " + length + " bytes");
            }
            return new ByteArrayBuffer(read(length).array());
        }

        private ByteBuffer read(int length) throws IOException {
            ByteBuffer in = ByteBuffer.allocate(length);
            while (in.hasRemaining()) {
                if (channel.read(in) < 0) {
                    throw new EOFException("the agent closed its socket");
                }
            }
            return in.flip();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
