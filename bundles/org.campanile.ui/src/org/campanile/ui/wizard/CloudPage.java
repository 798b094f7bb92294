package org.campanile.ui.wizard;

import java.util.List;
import java.util.Optional;

import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabDraft;
import org.campanile.core.lab.LabProblem;
import org.campanile.core.openstack.CloudProfile.AuthType;
import org.campanile.core.secret.Secret;
import org.campanile.core.setup.LabChecks;
import org.campanile.ui.Services;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;

/** The cloud, if the lab has one: Keystone's address and how to log in, tested in the page. */
final class CloudPage extends LabPage {

    private static final String PART = "cloud";

    private Form form;
    private Button present;
    private Button password;
    private Button application;
    private Text authUrl;
    private Text username;
    private Text userDomain;
    private Text project;
    private Text projectDomain;
    private Text credential;
    private Text credentialName;
    private Text secret;
    private Text region;
    private Text interfaceName;
    private Text caFile;
    private Button verify;
    private ConnectionTest test;
    /** What is in the fields also while the lab has no cloud. */
    private LabDraft.Cloud last = LabDraft.Cloud.blank();

    CloudPage(Services services, LabEdit edit) {
        super(PART, Messages.cloud, Messages.whatCloudIs, services, edit, List.of("cloud."));
    }

    @Override
    void build(Composite area) {
        form = new Form(area, 2, this::changed);
        present = form.check("cloud", Messages.hasCloud);
        Composite kinds = new Composite(form.area(), SWT.NONE);
        RowLayout line = new RowLayout();
        line.marginLeft = 0;
        line.spacing = 12;
        kinds.setLayout(line);
        kinds.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 4, 1));
        password = form.radio(kinds, "cloud.auth_type.password", Messages.byPassword);
        application = form.radio(kinds, "cloud.auth_type.application", Messages.byApplicationCredential);
        authUrl = form.text("cloud.auth_url", Messages.keystone, "https://keystone.example.org:5000/v3");
        ((GridData) authUrl.getLayoutData()).horizontalSpan = 3;
        username = form.text("cloud.username", Messages.userLabel, "");
        userDomain = form.text("cloud.user_domain", Messages.usersDomain, "Default");
        project = form.text("cloud.project", Messages.project, "");
        projectDomain = form.text("cloud.project_domain", Messages.projectsDomain, "Default");
        credential = form.text("cloud.application_credential_id", Messages.credentialId, "");
        credentialName = form.text("cloud.application_credential_name", Messages.credentialName, Messages.credentialNameHint);
        secret = form.password("cloud.password", Messages.passwordOrSecret);
        ((GridData) secret.getLayoutData()).horizontalSpan = 3;
        if (edit().oldName() != null) {
            secret.setMessage(Messages.emptyKeepsIt);
        }
        region = form.text("cloud.region", Messages.region, Messages.firstRegion);
        interfaceName = form.text("cloud.interface", Messages.interfaceName, "public");
        caFile = form.file("cloud.ca_file", Messages.caFile, Messages.systemCaFile);
        verify = form.check("cloud.verify", Messages.checkKeystoneCertificate);
        test = new ConnectionTest(area, this, this::lab,
                session -> LabChecks.of(session).stream().filter(c -> c.group().equals(LabChecks.CLOUD)).toList());
    }

    private Lab lab() {
        LabDraft alone = new LabDraft("test", Lab.DEFAULT_COLOUR, edit().draft().guard(), edit().draft().cloud(), Optional.empty(), List.of(), List.of(), "",
                edit().draft().unknown());
        return !present.getSelection() || edit().problems(List.of("cloud.")).stream().anyMatch(LabProblem::error) ? null : alone.toLab();
    }

    @Override
    void write(LabDraft draft) {
        LabDraft.Cloud c = draft.cloud().orElse(last);
        last = c;
        form.write(() -> {
            present.setSelection(draft.cloud().isPresent());
            password.setSelection(c.authType() == AuthType.PASSWORD);
            application.setSelection(c.authType() == AuthType.APPLICATION_CREDENTIAL);
            authUrl.setText(c.authUrl());
            username.setText(c.username());
            userDomain.setText(c.userDomain());
            project.setText(c.project());
            projectDomain.setText(c.projectDomain());
            credential.setText(c.applicationCredentialId());
            credentialName.setText(c.applicationCredentialName());
            secret.setText(edit().secrets().of(PART).map(Secret::reveal).orElse(""));
            region.setText(c.region());
            interfaceName.setText(c.interfaceName());
            caFile.setText(c.caFile());
            verify.setSelection(c.verify());
        });
        enable(c.authType());
    }

    /** Without a cloud there is nothing to fill in. A credential knows its project, and with its id its user too. */
    private void enable(AuthType type) {
        boolean byPassword = type == AuthType.PASSWORD;
        form.show(byPassword, project, projectDomain);
        form.show(!byPassword, credential, credentialName);
        boolean there = present.getSelection();
        form.enable(there, List.of(password, application, authUrl, project, projectDomain, credential, credentialName, secret, region, interfaceName, caFile,
                verify, test));
        boolean user = there && (byPassword || !credentialName.getText().isBlank());
        username.setEnabled(user);
        userDomain.setEnabled(user);
    }

    @Override
    LabDraft read(LabDraft draft) {
        AuthType type = application.getSelection() ? AuthType.APPLICATION_CREDENTIAL : AuthType.PASSWORD;
        enable(type);
        edit().secrets().type(PART, secret.getText());
        last = new LabDraft.Cloud(last.name(), authUrl.getText(), type, username.getText(), userDomain.getText(), project.getText(),
                projectDomain.getText(), credential.getText(), credentialName.getText(), region.getText(), interfaceName.getText(),
                last.endpointOverrides(), caFile.getText(), verify.getSelection());
        return draft.withCloud(present.getSelection() ? last : null);
    }

    @Override
    void mark(List<LabProblem> problems) {
        form.mark(problems);
    }
}
