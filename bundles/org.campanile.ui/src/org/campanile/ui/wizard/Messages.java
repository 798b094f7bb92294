package org.campanile.ui.wizard;

import org.eclipse.osgi.util.NLS;

/** The texts of this package, by what they say; {@code messages.properties} has them. Set once, when the class is loaded; any thread. */
public final class Messages extends NLS {

    public static String addHost;
    public static String address;
    public static String addresses;
    public static String addSystem;
    public static String agentsKeys;
    public static String amber;
    public static String amqpWithTls;
    public static String askedLater;
    public static String blue;
    public static String broker;
    public static String browse;
    public static String byApplicationCredential;
    public static String byPassword;
    public static String caFile;
    public static String checkBrokerCertificate;
    public static String checkKeystoneCertificate;
    public static String chooseAFile;
    public static String chooseAnotherFile;
    public static String chooseCloudsYaml;
    public static String chooseFile;
    public static String chooseOpenrc;
    public static String cloud;
    public static String cloudsYamlDialog;
    public static String cloudsYamlFrom;
    public static String colour;
    public static String connecting;
    public static String controllers;
    public static String correctMarkedFields;
    public static String cpus;
    public static String credentialId;
    public static String credentialName;
    public static String credentialNameHint;
    public static String editLab;
    public static String emptyKeepsIt;
    public static String fieldsNotRight;
    public static String firstRegion;
    public static String foundWithoutPassword;
    public static String foundWithPassword;
    public static String fromCloudsYaml;
    public static String fromOpenrc;
    public static String fromTyping;
    public static String green;
    public static String guard;
    public static String guardCritical;
    public static String guardNormal;
    public static String guardReadOnly;
    public static String hasBroker;
    public static String hasCloud;
    public static String host;
    public static String hosts;
    public static String howLabIsTold;
    public static String interfaceName;
    public static String keyFile;
    public static String keystone;
    public static String labNeedsSomething;
    public static String loggingIn;
    public static String lookForCloudsYaml;
    public static String managementApi;
    public static String memory;
    public static String name;
    public static String nameColourAndGuard;
    public static String nameHint;
    public static String nameLabel;
    public static String newLab;
    public static String noCloudsYaml;
    public static String noPasswordTyped;
    public static String noPasswordTypedOrKept;
    public static String noPath;
    public static String oneCpu;
    public static String openrcDialog;
    public static String otherFile;
    public static String part;
    public static String password;
    public static String passwordLabel;
    public static String passwordOrSecret;
    public static String port;
    public static String portHint;
    public static String portLabel;
    public static String problemAndMore;
    public static String project;
    public static String projectsDomain;
    public static String readCloud;
    public static String readingAnOpenrcFile;
    public static String readingTheFile;
    public static String readOpenrc;
    public static String red;
    public static String region;
    public static String remove;
    public static String saveLab;
    public static String seen;
    public static String server;
    public static String soFar;
    public static String sourceHelps;
    public static String stopped;
    public static String stopTest;
    public static String strict;
    public static String strictMeans;
    public static String systemCaFile;
    public static String teal;
    public static String testConnection;
    public static String testConnectionOf;
    public static String testingConnection;
    public static String typePassword;
    public static String user;
    public static String userLabel;
    public static String usersDomain;
    public static String violet;
    public static String virtualHost;
    public static String whatBrokerIs;
    public static String whatCloudIs;
    public static String whatControllersAre;
    public static String whatDoYouHave;
    public static String whatHostsAre;

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class);
    }

    private Messages() {
    }
}
