package org.campanile.core.setup.proof;

import java.util.Optional;

import org.campanile.core.lab.Guard;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.openstack.CloudConnector;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.Values;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.secret.Secrets;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * The lab as it is seen with the account that was set up, on its virtual host. The lab's guard stood before the run that a proof belongs to and does not
 * ask again in its middle. Closing it leaves the lab's own session open.
 */
record AccountSession(LabSession session) implements AutoCloseable {

    /** With the account of a proof's values, or the lab's own when they name none. Asks for the password, so worker threads only. */
    static AccountSession of(Ground ground, Values with, Task task) throws FailureException {
        task.checkCancelled("connecting");
        LabSession of = ground.session();
        Lab agreed = of.lab().withGuard(Guard.NORMAL);
        if (with.text("user").isEmpty() || agreed.broker().isEmpty()) {
            return new AccountSession(new LabSession(agreed, of.secrets(), of.questions(), CloudConnector.create()));
        }
        Secret password = with.secret("password");
        Lab lab = agreed.withBroker(of.broker().as(with.text("user"), with.text("vhost")));
        return new AccountSession(new LabSession(lab, new WithAccount(of.secrets(), lab.brokerKey(), password), of.questions(), CloudConnector.create()));
    }

    @Override
    public void close() {
        session.close();
    }

    /** The lab's secrets, but for the password of the account. */
    private record WithAccount(Secrets of, SecretKey key, Secret password) implements Secrets {

        @Override
        public Optional<Secret> find(SecretKey wanted) throws FailureException {
            return wanted.equals(key) ? Optional.of(password) : of.find(wanted);
        }

        @Override
        public Secret require(SecretKey wanted) throws FailureException {
            return wanted.equals(key) ? password : of.require(wanted);
        }

        @Override
        public void store(SecretKey wanted, Secret secret) throws FailureException {
            of.store(wanted, secret);
        }

        @Override
        public void forget(SecretKey wanted) throws FailureException {
            of.forget(wanted);
        }
    }
}
