/** What nobody who writes a Pulumi program for AWS can avoid: importing the two SDKs, and nothing else. */
import "@pulumi/pulumi";
import "@pulumi/aws";
