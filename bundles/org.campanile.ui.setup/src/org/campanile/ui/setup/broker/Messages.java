package org.campanile.ui.setup.broker;

import org.eclipse.osgi.util.NLS;

/** The texts of this package, by what they say; {@code messages.properties} has them. Set once, when the class is loaded; any thread. */
public final class Messages extends NLS {

    public static String allVirtualHosts;
    public static String brokerExplained;
    public static String change;
    public static String changingQueues;
    public static String close;
    public static String confirmDelete;
    public static String confirmDeleteOne;
    public static String confirmPurge;
    public static String confirmPurgeOne;
    public static String consumers;
    public static String countQueues;
    public static String countStuck;
    public static String deleteAction;
    public static String deleteMany;
    public static String deleteOne;
    public static String deleteRecord;
    public static String howManyMessages;
    public static String inWork;
    public static String look;
    public static String lookAction;
    public static String lookIntoQueue;
    public static String message;
    public static String messageSeenBefore;
    public static String messageSize;
    public static String noBroker;
    public static String noMessage;
    public static String noMessageId;
    public static String noneStuck;
    public static String oneQueue;
    public static String onlyStuck;
    public static String onlyStuckHelp;
    public static String product;
    public static String purgeAction;
    public static String purgeMany;
    public static String purgeOne;
    public static String purgeRecord;
    public static String queue;
    public static String readAgain;
    public static String readAgainHelp;
    public static String reading;
    public static String readingQueues;
    public static String readQueues;
    public static String ready;
    public static String remark;
    public static String verdict;
    public static String virtualHost;
    public static String whoShouldConsume;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
