"""As much of X.509 as is needed to take a certificate apart and put it together again, byte for byte."""

GRAMMAR = """
X509 DEFINITIONS EXPLICIT TAGS ::= BEGIN
Certificate ::= SEQUENCE { tbsCertificate TBSCertificate, signatureAlgorithm AlgorithmIdentifier, signature BIT STRING }
TBSCertificate ::= SEQUENCE {
    version [0] INTEGER DEFAULT 0, serialNumber INTEGER, signature AlgorithmIdentifier, issuer Name, validity Validity, subject Name,
    subjectPublicKeyInfo SubjectPublicKeyInfo, extensions [3] SEQUENCE OF Extension OPTIONAL }
AlgorithmIdentifier ::= SEQUENCE { algorithm OBJECT IDENTIFIER, parameters ANY OPTIONAL }
Name ::= SEQUENCE OF RelativeDistinguishedName
RelativeDistinguishedName ::= SET OF AttributeTypeAndValue
AttributeTypeAndValue ::= SEQUENCE { type OBJECT IDENTIFIER, value ANY }
Validity ::= SEQUENCE { notBefore Time, notAfter Time }
Time ::= CHOICE { utcTime UTCTime, generalTime GeneralizedTime }
SubjectPublicKeyInfo ::= SEQUENCE { algorithm AlgorithmIdentifier, subjectPublicKey BIT STRING }
Extension ::= SEQUENCE { extnID OBJECT IDENTIFIER, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }
END
"""
