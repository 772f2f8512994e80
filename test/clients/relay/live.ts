import relay from "relay-runtime";

const { graphql } = relay;

/* The widgets' queries, live. */

export const ward = graphql`
  subscription liveWardSubscription($id: ID!) {
    live {
      node(id: $id) {
        __typename
        id
        ... on AdministrativeUnit {
          code
          name
          kind
          population
          authority {
            id
            name
          }
          taskStats {
            assigned
            overdue
          }
          dossierStats {
            received
            onTimeRate {
              value
            }
          }
        }
      }
    }
  }
`;

export const overdue = graphql`
  subscription liveOverdueSubscription($first: Int, $after: String, $last: Int, $before: String) {
    live {
      tasks(
        filter: { status: { eq: OVERDUE } }
        orderBy: [{ field: DUE_ON }]
        first: $first
        after: $after
        last: $last
        before: $before
      ) {
        totalCount
        edges {
          cursor
          node {
            id
            code
            title
            dueOn
            daysOverdue
            leadOrganization {
              id
              name
            }
          }
        }
        pageInfo {
          hasNextPage
          hasPreviousPage
          startCursor
          endCursor
        }
      }
    }
  }
`;

export const dossiersByMonth = graphql`
  subscription liveDossiersByMonthSubscription($from: Date!) {
    live {
      dossierStats(timeBucket: { grain: MONTH }, filter: { receivedOn: { gte: $from } }) {
        dataAsOf
        rows {
          bucket {
            start
            label
          }
          isPartial
          measures {
            received
            resolved
            onTimeRate {
              value
            }
          }
        }
      }
    }
  }
`;

export const publishedAndComputed = graphql`
  subscription livePublishedAndComputedSubscription($first: Int!) {
    live {
      indicators(first: $first) {
        nodes {
          id
          code
          name
          measurementUnit
          latest {
            id
            period
            value
            source {
              id
              title
            }
            computed {
              sector {
                code
              }
              value
              difference
            }
          }
        }
      }
    }
  }
`;

export const board = graphql`
  subscription liveBoardSubscription {
    live {
      viewer {
        role
        organization {
          id
          name
        }
      }
      platforms(first: 3) {
        nodes {
          id
          name
        }
      }
      taskStats(groupBy: [STATUS]) {
        rows {
          status
          measures {
            assigned
          }
        }
      }
      dossierStats {
        totals {
          received
          pending
        }
      }
      enterpriseStats {
        totals {
          enterprises
        }
      }
    }
  }
`;

export const task = graphql`
  subscription liveTaskSubscription($id: ID!) {
    live {
      node(id: $id) {
        __typename
        id
        ... on Task {
          progress
          version
        }
      }
    }
  }
`;
