"""What a certificate is shown as: its state, or that it is still being made, or was made elsewhere (R28, R34)."""

from chalicelib.certificates.rules.certificate import (
    CERTIFIED_BY_HR,
    PENDING,
    Certificate,
    CertificateState,
    ShownState,
)


def shown_state(certificate: Certificate | None, *, complete: bool, by_hr: bool) -> ShownState:
    """The state as shown: *pending* while the sync or the renderer is still at work."""
    if certificate is None or certificate.state is CertificateState.NONE:
        if by_hr:
            return CERTIFIED_BY_HR
        return PENDING if complete else ShownState.NONE
    if certificate.is_waiting_to_be_drawn:
        return PENDING
    if certificate.undrawable and certificate.state is CertificateState.ISSUED:
        return ShownState.HELD
    return ShownState(certificate.state.value)
